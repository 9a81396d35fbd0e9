import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { metrics } from '@opentelemetry/api';

/** Milliseconds that one look at the event loop covers. Whoever reads within them reads the same, however many read. */
const windowMilliseconds = 10_000;

export interface ProcessMetricsSources {
  /** Requests under way. */
  readonly requests: () => number;
  /** Statements that have a connection, and those that wait for one. */
  readonly database: () => { readonly busy: number; readonly waiting: number; readonly places: number };
}

/** Reports what an overloaded or leaking process shows first. Returns the function that stops it. */
export function reportProcess({ requests, database }: ProcessMetricsSources): () => void {
  const meter = metrics.getMeter('holdfast');
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(name, { unit, description });

  const delays = monitorEventLoopDelay({ resolution: 20 });
  delays.enable();
  let seen = { p99: 0, longest: 0, utilization: 0 };
  let before = performance.eventLoopUtilization();
  const look = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    seen = { p99: delays.percentile(99) / 1e9, longest: delays.max / 1e9, utilization };
    delays.reset();
  }, windowMilliseconds);
  look.unref();

  const p99 = gauge('nodejs.eventloop.delay.p99', 's', 'How late timers ran: 99 of 100 were earlier');
  const longest = gauge('nodejs.eventloop.delay.max', 's', 'How late the latest timer ran');
  const utilization = gauge('nodejs.eventloop.utilization', '1', 'Share of the time that code ran');
  const heap = gauge('process.memory.heap', 'By', 'JavaScript heap in use');
  const resident = gauge('process.memory.usage', 'By', 'Resident memory');
  const sockets = gauge('process.open_sockets', '{socket}', 'Open TCP sockets');
  const active = gauge('http.server.active_requests', '{request}', 'Requests under way');
  const busy = gauge('holdfast.database.busy', '{connection}', 'Connections with a statement under way');
  const waiting = gauge('holdfast.database.waiting', '{request}', 'Statements that wait for a connection');
  const places = gauge('holdfast.database.places', '{connection}', 'Connections that may be open');

  meter.addBatchObservableCallback(
    (result) => {
      result.observe(p99, seen.p99);
      result.observe(longest, seen.longest);
      result.observe(utilization, seen.utilization);
      const memory = process.memoryUsage();
      result.observe(heap, memory.heapUsed);
      result.observe(resident, memory.rss);
      result.observe(
        sockets,
        process.getActiveResourcesInfo().filter((one) => one === 'TCPSocketWrap').length,
      );
      result.observe(active, requests());
      const use = database();
      result.observe(busy, use.busy);
      result.observe(waiting, use.waiting);
      result.observe(places, use.places);
    },
    [p99, longest, utilization, heap, resident, sockets, active, busy, waiting, places],
  );
  return () => {
    clearInterval(look);
    delays.disable();
  };
}
