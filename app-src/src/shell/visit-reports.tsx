'use client';

import { useEffect } from 'react';

/** Once the page has nothing better to do: loads what tells the service how this visit went, its web vitals and its errors. */
export function VisitReports() {
  useEffect(() => {
    const start = () => {
      void import('./report-web-vitals.ts').then(({ reportWebVitals }) => reportWebVitals());
      void import('./report-browser-errors.ts').then(({ watchForErrors }) => watchForErrors());
    };
    if ('requestIdleCallback' in window) {
      const idle = window.requestIdleCallback(start, { timeout: 5_000 });
      return () => window.cancelIdleCallback(idle);
    }
    const timer = setTimeout(start, 2_000);
    return () => clearTimeout(timer);
  }, []);
  return null;
}
