import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import { pagePattern } from './page-pattern.ts';

const endpoint = '/api/web-vitals';

function report({ name, value }: Metric): void {
  const body = JSON.stringify({ name, value, page: pagePattern() });
  navigator.sendBeacon(endpoint, new Blob([body], { type: 'application/json' }));
}

/** Sends each web vital of this visit, once it is known, in a way that outlives the page. */
export function reportWebVitals(): void {
  for (const listen of [onCLS, onFCP, onINP, onLCP, onTTFB]) {
    listen(report);
  }
}
