import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failingViolations, renderViolation } from '../../../bin/start/violations.ts';

describe('the violations in a validation report', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-violations-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are none when there is no report', () => expect(failingViolations(folder)).toEqual([]));

  it('are those that fail cdk synth, warnings left out', () => {
    const violation = (ruleName: string, severity: string) => ({
      ruleName,
      severity,
      description: 'Is wrong',
      violatingConstructs: [{ constructPath: 'Stack/Queue' }],
    });
    const violations = [violation('F1', 'error'), violation('W1', 'warning'), violation('X1', 'fatal')];
    const report = { pluginReports: [{ pluginName: 'Rules', violations }] };
    writeFileSync(join(folder, 'validation-report.json'), JSON.stringify(report));
    expect(failingViolations(folder).map(renderViolation)).toEqual([
      '  Rules F1: Is wrong\n    at Stack/Queue',
      '  Rules X1: Is wrong\n    at Stack/Queue',
    ]);
  });
});
