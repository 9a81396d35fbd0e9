/** Where the load balancer listens. */
export interface BalancerPorts {
  readonly http: number;
  readonly postgres: number;
  readonly redis: number;
  /** A UDP port that is told the status and the milliseconds of each request of a user. Nobody is told when it is left out. */
  readonly requestTimes?: number;
}

/** A place for a replica in the load balancer. */
export interface Slot {
  /** From 1 to {@link slots}. */
  readonly number: number;
  readonly port: number;
  readonly state: 'ready' | 'drain';
}

/** What the load balancer shall do at this moment. */
export interface Wanted {
  readonly slots: readonly Slot[];
  /** The port of each store's primary; `undefined`: nobody is let through. */
  readonly postgres: number | undefined;
  readonly redis: number | undefined;
}

export interface BalancerFiles {
  /** The Unix socket of the runtime API. */
  readonly socket: string;
  /** The page that people see while no replica answers. */
  readonly maintenancePage: string;
}

/** Places for replicas that exist from the start, so that replicas come and go without a reload. */
export const slots = 24;

/** Milliseconds between two liveness checks of a replica, and failed ones after which it gets no requests. As in the service's target group. */
export const checkEvery = 2_000;
export const fallAfter = 3;

/**
 * The configuration of HAProxy. Replicas and primaries are changed through the runtime API; what is wanted at the time of a start is
 * written in here, so that a restarted load balancer knows what the one before it knew.
 */
export function balancerSettings(ports: BalancerPorts, files: BalancerFiles, wanted: Wanted): string {
  return `global
  maxconn 8000
  stats socket ${files.socket} mode 600 level admin
  stats timeout 1m
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  # Longer than the app lets a request take, so that it is the app that says what went wrong.
  timeout server 30s
  timeout queue 5s
  timeout check 2s
  timeout http-keep-alive 60s
  option forwardfor
  option http-keep-alive

frontend users
  bind 127.0.0.1:${ports.http}${requestTimes(ports)}
  default_backend replicas

backend replicas
  balance leastconn
  option httpchk GET /api/health
  # A replica that is stopping says so while it still serves.
  http-check expect string '"draining":false'
  # Writes that may have been carried out are left to the client, which has idempotency keys.
  http-request disable-l7-retry unless { method GET HEAD }
  option redispatch 1
  retries 3
  retry-on conn-failure empty-response response-timeout
  http-error status 503 content-type "text/html; charset=utf-8" file ${files.maintenancePage} hdr Retry-After 5 hdr Cache-Control no-store
  default-server check inter ${checkEvery} fastinter 1s downinter 1s fall ${fallAfter} rise 1 slowstart 5s
${lines(slots, (number) => replicaLine(number, wanted.slots))}

${tcpFront('postgres', ports.postgres, wanted.postgres)}

${tcpFront('redis', ports.redis, wanted.redis)}
`;
}

function requestTimes({ requestTimes: port }: BalancerPorts): string {
  return port === undefined
    ? ''
    : `
  log 127.0.0.1:${port} format raw local0
  log-format "%ST %Ta"`;
}

function replicaLine(number: number, taken: readonly Slot[]): string {
  const slot = taken.find((one) => one.number === number);
  return slot?.state === 'ready'
    ? `  server slot${number} 127.0.0.1:${slot.port}`
    : `  server slot${number} 127.0.0.1:${slot?.port ?? 1} disabled`;
}

function tcpFront(name: string, port: number, primary: number | undefined): string {
  return `listen ${name}
  mode tcp
  bind 127.0.0.1:${port}
  # Sessions of the app's pool may be silent for long; a dead end is found by the kernel.
  timeout client 12h
  timeout server 12h
  option clitcpka
  option srvtcpka
  retries 0
  server primary 127.0.0.1:${primary ?? 1}${primary === undefined ? ' disabled' : ''}`;
}

function lines(count: number, line: (number: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');
}
