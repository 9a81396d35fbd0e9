import { Duration } from 'aws-cdk-lib';
import { type IOrigin, OriginProtocolPolicy, OriginSslPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup } from 'aws-cdk-lib/aws-cloudfront-origins';
import { DEFAULT_LIFECYCLE_INPUT } from '../service/lifecycle.ts';
import { ORIGIN_PROOF_HEADER } from './origin-proof.ts';

/** Where CloudFront gets its answers from. */
export interface Origins {
  /** One origin that takes every method. */
  readonly writes: IOrigin;
  /** A pair of origins: the second is asked when the first is down. CloudFront does so for GET, HEAD and OPTIONS alone. */
  readonly reads: IOrigin;
}

/**
 * What makes CloudFront ask the second origin: the load balancer has no healthy task (503), a task died on it (502) or
 * did not answer in time (504). A 500 is the app's own answer and would be no better elsewhere.
 */
const DOWN = [502, 503, 504];

/** How patient CloudFront is: a dead region costs a visitor 2 x 3 s, and not the default 3 x 10 s. */
const PATIENCE = {
  connectionTimeout: Duration.seconds(3),
  connectionAttempts: 2,
  keepaliveTimeout: Duration.seconds(30),
};

/**
 * Seconds between two packets of an answer. Pages come from memory, so one that hangs is asked for elsewhere soon. The API
 * streams drafts, and is given as long as the load balancer gives it.
 */
const READ_SECONDS = { pages: 20, api: DEFAULT_LIFECYCLE_INPUT.idleTimeout };

export interface AppOriginProps {
  readonly host: string;
  readonly serves: keyof typeof READ_SECONDS;
  /** Value that the load balancer asks for. */
  readonly proof: string;
  /** Domain of the site; tells the app which host the visitor asked for. Without it the load balancer speaks HTTP. */
  readonly domain?: string;
}

/** The app in one region, or in whichever region DNS says. */
export function appOrigin({ host, serves, proof, domain }: AppOriginProps): IOrigin {
  return new HttpOrigin(host, {
    ...PATIENCE,
    readTimeout: Duration.seconds(READ_SECONDS[serves]),
    protocolPolicy: domain === undefined ? OriginProtocolPolicy.HTTP_ONLY : OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    customHeaders: {
      [ORIGIN_PROOF_HEADER]: proof,
      // `Host` stays the origin's own, since TLS and the maintenance page's signature depend on it. CloudFront replaces
      // whatever a visitor sends under these names, so the app may trust them.
      ...(domain !== undefined && { 'X-Forwarded-Host': domain }),
    },
  });
}

/** Asks `second` when `first` is down. CloudFront allows no third. */
export function withFallback(first: IOrigin, second: IOrigin): IOrigin {
  return new OriginGroup({ primaryOrigin: first, fallbackOrigin: second, fallbackStatusCodes: DOWN });
}
