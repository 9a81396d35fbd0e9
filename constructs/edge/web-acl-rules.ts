import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { OPERATOR_PATHS } from './operator-paths.ts';

/**
 * Requests from one address in five minutes. High, because a whole sales office shares one address; a flood is far
 * above it.
 */
const RATE_LIMIT = 20_000;

/**
 * Paths whose bodies are free text. A proposal has up to 512 KiB, holds markup, quotes prices and may well mention a table
 * that is dropped; a browser's error report holds addresses and code. The app takes such a body as JSON of a known shape,
 * passes it to the database as a value and escapes it when it is shown.
 */
const FREE_TEXT_PATHS = ['/api/proposals', '/api/browser-errors'];

/** Rules on bodies that free text trips over, by the label that a match leaves behind. */
const BODY_RULES = {
  AWSManagedRulesCommonRuleSet: {
    SizeRestrictions_BODY: 'awswaf:managed:aws:core-rule-set:SizeRestrictions_Body',
    CrossSiteScripting_BODY: 'awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body',
    GenericLFI_BODY: 'awswaf:managed:aws:core-rule-set:GenericLFI_Body',
    GenericRFI_BODY: 'awswaf:managed:aws:core-rule-set:GenericRFI_Body',
  },
  AWSManagedRulesSQLiRuleSet: {
    SQLi_BODY: 'awswaf:managed:aws:sql-database:SQLi_Body',
    SQLiExtendedPatterns_BODY: 'awswaf:managed:aws:sql-database:SQLiExtendedPatterns_Body',
  },
} as const;

const MANAGED_GROUPS = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/**
 * The rules in the order in which they are asked. Those of `BODY_RULES` only count; the last rule blocks what they have
 * found, except where free text is sent.
 */
export function webAclRules(): CfnWebACL.RuleProperty[] {
  const rules = [rateLimit(), operatorPaths(), ...MANAGED_GROUPS.map(managedGroup), harmfulBodies()];
  return rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) }));
}

type Rule = Omit<CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

function rateLimit(): Rule {
  return {
    name: 'RateLimit',
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: { limit: RATE_LIMIT, evaluationWindowSec: 300, aggregateKeyType: 'IP' },
    },
  };
}

function operatorPaths(): Rule {
  return {
    name: 'OperatorPaths',
    action: { block: { customResponse: { responseCode: 404 } } },
    statement: anyOf(OPERATOR_PATHS.map(pathBegins)),
  };
}

function managedGroup(name: (typeof MANAGED_GROUPS)[number]): Rule {
  const counted = Object.keys((BODY_RULES as Record<string, object>)[name] ?? {});
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  };
}

function harmfulBodies(): Rule {
  const labels = Object.values(BODY_RULES).flatMap((rules) => Object.values(rules));
  return {
    name: 'HarmfulBodies',
    action: { block: {} },
    statement: {
      andStatement: {
        statements: [
          anyOf(labels.map((key) => ({ labelMatchStatement: { scope: 'LABEL', key } }))),
          { notStatement: { statement: anyOf(FREE_TEXT_PATHS.map(pathBegins)) } },
        ],
      },
    },
  };
}

function anyOf(statements: CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty {
  return { orStatement: { statements } };
}

/** The path as the app will understand it: neither `/api/proposals/../me` nor `/api/%6Detrics` deceives the rule. */
function pathBegins(start: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'STARTS_WITH',
      searchString: start,
      textTransformations: [
        { priority: 0, type: 'URL_DECODE' },
        { priority: 1, type: 'NORMALIZE_PATH' },
        { priority: 2, type: 'LOWERCASE' },
      ],
    },
  };
}

export function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
