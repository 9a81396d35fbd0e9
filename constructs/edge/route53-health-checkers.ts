/**
 * Networks that Route 53 checks endpoints from: service `ROUTE53_HEALTHCHECKS` of the published AWS address ranges,
 * without those of China. The check of an endpoint fails when fewer than 18 % of the checkers reach it, so all must be
 * let through.
 */
export const ROUTE53_HEALTH_CHECKERS: readonly string[] = [
  '15.177.0.0/18',
  '54.183.255.128/26',
  '54.228.16.0/26',
  '54.232.40.64/26',
  '54.241.32.64/26',
  '54.243.31.192/26',
  '54.244.52.192/26',
  '54.245.168.0/26',
  '54.248.220.0/26',
  '54.250.253.192/26',
  '54.251.31.128/26',
  '54.252.79.128/26',
  '54.252.254.192/26',
  '54.255.254.192/26',
  '107.23.255.0/26',
  '176.34.159.192/26',
  '177.71.207.128/26',
];
