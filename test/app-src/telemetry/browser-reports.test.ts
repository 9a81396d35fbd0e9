import { createLogger } from '../../../app-src/src/logging/logger.ts';
import { BrowserReports } from '../../../app-src/src/telemetry/browser-reports.ts';

const headers = new Headers();

describe('reports of browsers', () => {
  it('log a flood of made-up errors a hundred times a minute at the most', () => {
    const lines: string[] = [];
    const reports = new BrowserReports(createLogger('info', { write: (text) => void lines.push(text) }));
    for (let at = 0; at < 1_000; at += 1) {
      const message = `made up ${String.fromCodePoint(0x4e00 + at)}`;
      reports.failed({ name: 'Error', message, page: '/' }, headers);
    }
    expect(lines).toHaveLength(100);
  });
});
