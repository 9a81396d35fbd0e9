import { Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';

const COMPRESSED = { enableAcceptEncodingBrotli: true, enableAcceptEncodingGzip: true };

/** What the edge keeps, and what makes two requests the same. No cookie is ever part of it. */
export class CachePolicies extends Construct {
  /** Files with a hash of their content in the name: they never change. */
  readonly immutable: CachePolicy;
  /** Resized images: AVIF, WebP or the original, by what the browser accepts. */
  readonly images: CachePolicy;
  /**
   * Pages, for as long as the app says in `Cache-Control`, and after that for as long as its `stale-while-revalidate`
   * and `stale-if-error` allow. A page that says nothing, or `private`, is not kept.
   */
  readonly pages: CachePolicy;

  constructor(scope: Construct, id: string, prefix: string) {
    super(scope, id);
    this.immutable = new CachePolicy(this, 'Immutable', {
      cachePolicyName: `${prefix}-immutable`,
      comment: 'Files with a hash of their content in the name',
      minTtl: Duration.days(1),
      defaultTtl: Duration.days(365),
      maxTtl: Duration.days(365),
      cookieBehavior: CacheCookieBehavior.none(),
      headerBehavior: CacheHeaderBehavior.none(),
      queryStringBehavior: CacheQueryStringBehavior.none(),
      ...COMPRESSED,
    });
    this.images = new CachePolicy(this, 'Images', {
      cachePolicyName: `${prefix}-images`,
      comment: 'Resized images by address, width, quality and accepted format',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.hours(1),
      maxTtl: Duration.days(365),
      cookieBehavior: CacheCookieBehavior.none(),
      headerBehavior: CacheHeaderBehavior.allowList('Accept'),
      queryStringBehavior: CacheQueryStringBehavior.allowList('url', 'w', 'q'),
      ...COMPRESSED,
    });
    this.pages = new CachePolicy(this, 'Pages', {
      cachePolicyName: `${prefix}-pages`,
      comment: 'Pages for as long as the app says',
      // Above zero the edge would keep a page against the app's word and revalidate nothing.
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      cookieBehavior: CacheCookieBehavior.none(),
      // Next.js answers the same address with HTML or with data for its router, by these headers.
      headerBehavior: CacheHeaderBehavior.allowList(
        'RSC',
        'Next-Router-Prefetch',
        'Next-Router-Segment-Prefetch',
        'Next-Router-State-Tree',
        'Next-Url',
      ),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      ...COMPRESSED,
    });
  }
}
