/**
 * Paths that tell how the app is doing, to those who run it. They are refused from the internet, at the edge and at the load
 * balancers: what they tell helps an attacker. Liveness stays open, since it tells only that a process lives, and the page
 * `/status` asks for a sign-in.
 */
export const OPERATOR_PATHS = ['/api/metrics', '/api/health/ready'];
