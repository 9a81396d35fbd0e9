import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { CachePolicies } from './cache-policies.ts';
import type { Origins } from './origins.ts';
import { securityHeaders } from './security-headers.ts';

export interface SiteProps {
  readonly config: PlatformConfig;
  readonly prefix: string;
  readonly origins: Origins;
  readonly webAclArn: string;
  /**
   * Certificate of the domain, in us-east-1.
   * @default - the site is reached under CloudFront's own name
   */
  readonly certificate?: ICertificate;
}

/** The distribution that users meet. */
export class Site extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { config, prefix, origins, certificate } = props;
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Site of ${prefix}`,
      priceClass: priceClass(config),
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      webAclId: props.webAclArn,
      // CloudFront's own name comes with a certificate, and TLS settings, of its own.
      ...(certificate &&
        config.domain && {
          certificate,
          domainNames: [config.domain.name],
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        }),
      ...behaviours(this, prefix, origins),
      errorResponses: UNCACHED_ERRORS,
    });
    serves(this.distribution, {
      criteria: ['F7', 'A1', 'A5', 'B4'],
      controls: ['NIST 800-53r5 SC-5', 'NIST 800-53r5 CP-10', 'ISO 27001 A.8.14', 'SOC 2 A1.2'],
    });
    this.acknowledgeFindings(certificate !== undefined);
    new CfnOutput(this, 'Address', {
      value: `https://${config.domain?.name ?? this.distribution.distributionDomainName}`,
      description: 'Where users find the site',
    });
    new CfnOutput(this, 'DistributionId', {
      value: this.distribution.distributionId,
      description: 'Distribution to invalidate or inspect',
    });
  }

  private acknowledgeFindings(hasDomain: boolean): void {
    acknowledge(this.distribution, {
      'AwsSolutions-CFR1': 'Customers and travelling sales people are everywhere; no country is shut out.',
      'AwsSolutions-CFR3':
        'Access logs are delivered by standard logging v2, which is not a property of the distribution.',
      ...(!hasDomain && {
        'AwsSolutions-CFR4':
          "No domain is configured, so viewers meet CloudFront's own name and its certificate.",
        'AwsSolutions-CFR5':
          'No domain is configured, so no certificate can be issued for the load balancers.',
      }),
    });
  }
}

/**
 * An error is never kept: it may be about one user's request, and a mended origin must be seen at once. (CloudFront
 * would keep it for ten seconds, for everyone, whatever the origin says.)
 */
const UNCACHED_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

/**
 * Two ways to the app, because CloudFront rejects a behaviour that allows writes on an origin group: pages are only
 * read and fall back to the second origin, the API takes every method and has one origin. Writes outside `/api/` are
 * refused at the edge.
 */
function behaviours(
  scope: Construct,
  prefix: string,
  origins: Origins,
): { defaultBehavior: BehaviorOptions; additionalBehaviors: Record<string, BehaviorOptions> } {
  const cache = new CachePolicies(scope, 'CachePolicies', prefix);
  const shared = {
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: securityHeaders(scope, 'SecurityHeaders', prefix),
    compress: true,
  };
  const read = {
    ...shared,
    origin: origins.reads,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
    cachedMethods: CachedMethods.CACHE_GET_HEAD,
  };
  // Not `Host`: the load balancer's certificate and the maintenance page's signature are for their own names.
  const everythingButHost = OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER;
  return {
    defaultBehavior: { ...read, cachePolicy: cache.pages, originRequestPolicy: everythingButHost },
    additionalBehaviors: {
      '/_next/static/*': { ...read, cachePolicy: cache.immutable },
      '/_next/image*': { ...read, cachePolicy: cache.images },
      '/api/*': {
        ...shared,
        origin: origins.writes,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: everythingButHost,
      },
    },
  };
}

/** The cheapest class that still has edge locations near both regions. */
function priceClass({ regions }: PlatformConfig): PriceClass {
  const covered = [regions.primary.name, regions.recovery.name].every((name) => /^(us|ca|eu)-/.test(name));
  return covered ? PriceClass.PRICE_CLASS_100 : PriceClass.PRICE_CLASS_ALL;
}
