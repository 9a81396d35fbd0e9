import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { serves } from '../traceability.ts';

/** Next.js starts its pages with inline scripts and styles; everything else must come from the site itself. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "object-src 'none'",
  'upgrade-insecure-requests',
].join('; ');

/** Headers that every response leaves the edge with, error and maintenance pages included; they replace the app's own. */
export function securityHeaders(scope: Construct, id: string, prefix: string): ResponseHeadersPolicy {
  const policy = new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: `${prefix}-security`,
    comment: 'Security headers of every response',
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: {
        referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
        override: true,
      },
      contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY_POLICY, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()', override: true },
      ],
    },
  });
  serves(policy, {
    criteria: ['F7', 'T4'],
    controls: ['NIST 800-53r5 SC-8', 'NIST 800-53r5 SI-10', 'SOC 2 CC6.6'],
  });
  return policy;
}
