import { join } from 'node:path';
import { type Assembly, readAssembly, synthesize, type TemplateResource } from '../../assembly.ts';

const EDGE = 'holdfast-production-edge';
const SECRETS = 'holdfast-production-edge-secret';

let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

const ofType = (stack: string, type: string): NonNullable<TemplateResource['Properties']>[] =>
  Object.values(assembly.stack(stack).template.Resources)
    .filter((resource) => resource.Type === type)
    .map(({ Properties = {} }) => Properties);

const distribution = () => ofType(EDGE, 'AWS::CloudFront::Distribution')[0]?.DistributionConfig;

/** The cache policy that a behaviour refers to. */
function cachePolicy(behaviour: { CachePolicyId: { Ref: string } }) {
  return assembly.stack(EDGE).template.Resources[behaviour.CachePolicyId.Ref]?.Properties?.CachePolicyConfig;
}

function behaviour(path: string) {
  return distribution().CacheBehaviors.find(
    ({ PathPattern }: { PathPattern: string }) => PathPattern === path,
  );
}

function origin(id: string) {
  return distribution().Origins.find(({ Id }: { Id: string }) => Id === id);
}

function originGroup(id: string) {
  return distribution().OriginGroups.Items.find(({ Id }: { Id: string }) => Id === id);
}

interface HeaderRule {
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** By a path that the compiler does not follow: Next.js would change the types of the whole repository. */
async function headersOfApp(): Promise<readonly HeaderRule[]> {
  const file = join(import.meta.dirname, '../../../app-src/next.config.ts');
  const { default: app } = (await import(file)) as { default: { headers(): Promise<HeaderRule[]> } };
  return app.headers();
}

describe('distribution', () => {
  test('F7: static files are immutable at the edge', () => {
    expect(cachePolicy(behaviour('/_next/static/*'))).toMatchObject({
      MinTTL: 86_400,
      DefaultTTL: 31_536_000,
    });
  });

  test('F7: pages are kept as long as the app says, which stale-while-revalidate and stale-if-error need', () => {
    expect(cachePolicy(distribution().DefaultCacheBehavior)).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 31_536_000,
    });
  });

  test('F7: no cookie decides what is kept', () => {
    const policies = ofType(EDGE, 'AWS::CloudFront::CachePolicy').map(
      ({ CachePolicyConfig }) => CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin,
    );
    expect(policies).toHaveLength(3);
    for (const { CookiesConfig } of policies) expect(CookiesConfig.CookieBehavior).toBe('none');
  });

  test('F6: images are kept by what the browser accepts', () => {
    const { HeadersConfig, QueryStringsConfig } = cachePolicy(
      behaviour('/_next/image*'),
    ).ParametersInCacheKeyAndForwardedToOrigin;
    expect(HeadersConfig.Headers).toEqual(['Accept']);
    expect(QueryStringsConfig.QueryStrings).toEqual(['url', 'w', 'q']);
  });

  test('B4: everything the edge keeps is compressed with brotli or gzip', () => {
    for (const kept of [
      distribution().DefaultCacheBehavior,
      behaviour('/_next/static/*'),
      behaviour('/_next/image*'),
    ]) {
      expect(kept.Compress).toBe(true);
      expect(cachePolicy(kept).ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
        EnableAcceptEncodingBrotli: true,
        EnableAcceptEncodingGzip: true,
      });
    }
  });

  test('F7: no answer of the API is kept, and cookies and credentials reach it', () => {
    const api = behaviour('/api/*');
    // The managed policies CachingDisabled and AllViewerExceptHostHeader.
    expect(api.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    expect(api.OriginRequestPolicyId).toBe('b689b0a8-53d0-40ab-baf2-68738e2966ac');
  });

  test('A5: the API takes writes and follows DNS, through one origin', () => {
    const api = behaviour('/api/*');
    expect(api.AllowedMethods).toEqual(expect.arrayContaining(['POST', 'PATCH', 'DELETE']));
    expect(origin(api.TargetOriginId).DomainName).toBe('origin.app.example.com');
  });

  test('A1: pages fall back to the maintenance page when no region answers', () => {
    const pages = distribution().DefaultCacheBehavior;
    expect(pages.AllowedMethods).toEqual(['GET', 'HEAD', 'OPTIONS']);
    const { Members, FailoverCriteria } = originGroup(pages.TargetOriginId);
    const [first, second] = Members.Items.map(({ OriginId }: { OriginId: string }) => origin(OriginId));
    expect(first.DomainName).toBe('origin.app.example.com');
    expect(JSON.stringify(second.DomainName)).toContain('FunctionUrl');
    expect(second.OriginAccessControlId).toBeDefined();
    expect(FailoverCriteria.StatusCodes.Items).toEqual([502, 503, 504]);
  });

  const appOrigins = () => {
    const { Members } = originGroup(distribution().DefaultCacheBehavior.TargetOriginId);
    return {
      api: origin(behaviour('/api/*').TargetOriginId),
      pages: origin(Members.Items[0].OriginId),
    };
  };

  test('A5: a dead region costs a visitor seconds', () => {
    for (const app of Object.values(appOrigins())) {
      expect(app.ConnectionAttempts * app.ConnectionTimeout).toBeLessThanOrEqual(10);
      expect(app.CustomOriginConfig).toMatchObject({
        OriginProtocolPolicy: 'https-only',
        OriginSSLProtocols: ['TLSv1.2'],
      });
    }
    expect(appOrigins().pages.CustomOriginConfig.OriginReadTimeout).toBeLessThanOrEqual(20);
  });

  test('T3: a draft may be streamed for as long as the load balancer allows', () => {
    expect(appOrigins().api.CustomOriginConfig.OriginReadTimeout).toBe(60);
  });

  test('F7: a page and the data of its router are kept apart', () => {
    const { HeadersConfig, QueryStringsConfig } = cachePolicy(
      distribution().DefaultCacheBehavior,
    ).ParametersInCacheKeyAndForwardedToOrigin;
    expect(HeadersConfig.Headers.map((name: string) => name.toLowerCase())).toEqual(
      expect.arrayContaining([
        'rsc',
        'next-router-state-tree',
        'next-router-prefetch',
        'next-router-segment-prefetch',
      ]),
    );
    // `_rsc` among them.
    expect(QueryStringsConfig.QueryStringBehavior).toBe('all');
  });

  test('F7: its security policy is at least as strict as the one that the app sends', async () => {
    const rules = await headersOfApp();
    const own = rules.flatMap(({ headers }) => headers).find(({ key }) => key === 'Content-Security-Policy');
    const directives = (policy = '') => policy.split(';').map((text) => text.trim());
    const [policy] = ofType(EDGE, 'AWS::CloudFront::ResponseHeadersPolicy');
    const { ContentSecurityPolicy } =
      policy?.ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy ?? {};
    expect(directives(own?.value).length).toBeGreaterThan(2);
    expect(directives(ContentSecurityPolicy)).toEqual(expect.arrayContaining(directives(own?.value)));
  });

  test('S4: proves itself with the current secret, which is in no template', () => {
    expect(origin(behaviour('/api/*').TargetOriginId).OriginCustomHeaders).toEqual([
      {
        HeaderName: 'X-Origin-Verify',
        HeaderValue: '{{resolve:secretsmanager:holdfast-production/origin-verify/v1:SecretString:::}}',
      },
      { HeaderName: 'X-Forwarded-Host', HeaderValue: 'app.example.com' },
    ]);
  });

  test('T4: an error of one user is never shown to another', () => {
    for (const error of distribution().CustomErrorResponses) {
      expect(error).toEqual({ ErrorCode: expect.any(Number), ErrorCachingMinTTL: 0 });
    }
    const codes = distribution().CustomErrorResponses.map(
      ({ ErrorCode }: { ErrorCode: number }) => ErrorCode,
    );
    expect(codes).toEqual(expect.arrayContaining([403, 404, 500, 502, 503, 504]));
  });

  test('F7: speaks HTTP/3 and IPv6, TLS 1.2 or later, under the domain', () => {
    expect(distribution()).toMatchObject({
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      Aliases: ['app.example.com'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
    const records = ofType(EDGE, 'AWS::Route53::RecordSet').map(({ Name, Type }) => [Name, Type]);
    expect(records).toEqual(
      expect.arrayContaining([
        ['app.example.com.', 'A'],
        ['app.example.com.', 'AAAA'],
      ]),
    );
  });

  test('F7: every way through it carries the security headers', () => {
    const [policy] = ofType(EDGE, 'AWS::CloudFront::ResponseHeadersPolicy');
    expect(policy?.ResponseHeadersPolicyConfig.SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ContentSecurityPolicy: { ContentSecurityPolicy: expect.stringContaining("frame-ancestors 'none'") },
    });
    for (const each of [distribution().DefaultCacheBehavior, ...distribution().CacheBehaviors]) {
      expect(each.ResponseHeadersPolicyId).toBeDefined();
      expect(each.ViewerProtocolPolicy).toBe('redirect-to-https');
    }
  });

  test('T5: its access log is delivered to an encrypted bucket that nobody else can read', () => {
    expect(ofType(EDGE, 'AWS::Logs::DeliverySource')[0]).toMatchObject({ LogType: 'ACCESS_LOGS' });
    expect(ofType(EDGE, 'AWS::S3::Bucket')[0]).toMatchObject({
      BucketEncryption: expect.anything(),
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
  });
});

describe('web ACL', () => {
  test('A1: limits the rate of an address and applies the managed rules', () => {
    const [acl] = ofType(EDGE, 'AWS::WAFv2::WebACL');
    expect(acl?.Scope).toBe('CLOUDFRONT');
    const names = acl?.Rules.map(({ Name }: { Name: string }) => Name);
    expect(names).toEqual([
      'RateLimit',
      'OperatorPaths',
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
      'HarmfulBodies',
    ]);
    expect(distribution().WebACLId).toBeDefined();
  });

  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
  const rule = (name: string): any =>
    ofType(EDGE, 'AWS::WAFv2::WebACL')[0]?.Rules.find(({ Name }: { Name: string }) => Name === name);

  interface PathMatch {
    readonly ByteMatchStatement: {
      readonly SearchString: string;
      readonly PositionalConstraint: string;
      readonly TextTransformations: readonly { readonly Type: string }[];
    };
  }

  function pathsOf(statement: { OrStatement: { Statements: PathMatch[] } }): string[] {
    return statement.OrStatement.Statements.map(({ ByteMatchStatement: match }) => {
      expect(match.PositionalConstraint).toBe('STARTS_WITH');
      expect(match.TextTransformations.map(({ Type }) => Type)).toEqual([
        'URL_DECODE',
        'NORMALIZE_PATH',
        'LOWERCASE',
      ]);
      return match.SearchString;
    });
  }

  test('T4: what is meant for operators is refused from the internet, however its path is written', () => {
    const { Action, Statement } = rule('OperatorPaths');
    expect(Action.Block.CustomResponse.ResponseCode).toBe(404);
    expect(pathsOf(Statement)).toEqual(['/api/metrics', '/api/health/ready']);
  });

  test('F7: the text of a proposal passes, whatever it says and however long it is', () => {
    const counted = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesSQLiRuleSet'].flatMap((name) =>
      rule(name).Statement.ManagedRuleGroupStatement.RuleActionOverrides.map(
        ({ Name, ActionToUse }: { Name: string; ActionToUse: object }) => {
          expect(ActionToUse).toEqual({ Count: {} });
          return Name;
        },
      ),
    );
    expect(counted).toEqual(
      expect.arrayContaining(['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'SQLi_BODY']),
    );
    const [, exception] = rule('HarmfulBodies').Statement.AndStatement.Statements;
    expect(pathsOf(exception.NotStatement.Statement)).toContain('/api/proposals');
  });

  test('A1: a harmful body is still blocked everywhere else, whichever rule has found it', () => {
    const { Action, Statement } = rule('HarmfulBodies');
    expect(Action).toEqual({ Block: {} });
    const [found] = Statement.AndStatement.Statements;
    const labels = found.OrStatement.Statements.map(
      ({ LabelMatchStatement }: { LabelMatchStatement: { Key: string } }) =>
        LabelMatchStatement.Key.split(':').at(-1)?.toUpperCase(),
    );
    const counted = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesSQLiRuleSet'].flatMap((name) =>
      rule(name).Statement.ManagedRuleGroupStatement.RuleActionOverrides.map(({ Name }: { Name: string }) =>
        Name.toUpperCase(),
      ),
    );
    expect(labels.toSorted()).toEqual(counted.toSorted());
  });

  test('T5: logs to an encrypted group, without cookies or credentials', () => {
    const [logging] = ofType(EDGE, 'AWS::WAFv2::LoggingConfiguration');
    expect(logging?.RedactedFields).toEqual([
      { SingleHeader: { Name: 'cookie' } },
      { SingleHeader: { Name: 'authorization' } },
    ]);
    const group = ofType(EDGE, 'AWS::Logs::LogGroup').find(({ LogGroupName }) => LogGroupName);
    expect(group).toMatchObject({
      LogGroupName: 'aws-waf-logs-holdfast-production',
      KmsKeyId: expect.anything(),
    });
  });
});

describe('origin secrets', () => {
  test('D5: stand in the regions of both load balancers before these are deployed', () => {
    const [secret] = ofType(SECRETS, 'AWS::SecretsManager::Secret');
    expect(secret?.Name).toBe('holdfast-production/origin-verify/v1');
    expect(secret?.ReplicaRegions.map(({ Region }: { Region: string }) => Region)).toEqual([
      'eu-central-1',
      'eu-west-1',
    ]);
    for (const stack of ['holdfast-production-service', 'holdfast-production-recovery-service']) {
      expect(assembly.stack(stack).dependencies).toContain(SECRETS);
    }
    expect(assembly.stack(EDGE).dependencies).toContain('holdfast-production-service');
  });
});
