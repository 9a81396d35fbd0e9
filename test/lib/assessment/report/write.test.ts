import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderHtml } from '../../../../lib/assessment/report/html.ts';
import { renderJson } from '../../../../lib/assessment/report/json.ts';
import { writeReports } from '../../../../lib/assessment/report/write.ts';
import { fixture } from './fixture.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writing the reports', () => {
  test('makes the folder and leaves the two files and nothing else in it', async () => {
    const target = join(folder, 'a', 'b');
    const written = writeReports(fixture(), target);
    expect((await readdir(target)).sort()).toEqual(['holdfast-assessment.html', 'holdfast-assessment.json']);
    expect(await readFile(written.html, 'utf8')).toBe(renderHtml(fixture()));
    expect(JSON.parse(await readFile(written.json, 'utf8'))).toEqual(JSON.parse(JSON.stringify(fixture())));
  });

  test('replaces an earlier report', async () => {
    writeReports(fixture({ verdict: 'holds' }), folder);
    const { json } = writeReports(fixture({ verdict: 'breached' }), folder);
    expect(JSON.parse(await readFile(json, 'utf8')).verdict).toBe('breached');
  });

  test('orders the keys of the JSON, whatever order they were set in', () => {
    const { schemaVersion, ...rest } = fixture();
    expect(renderJson({ ...rest, schemaVersion })).toBe(renderJson(fixture()));
    expect(renderJson(fixture())).toMatch(/^\{\n {2}"assumptions": \[/);
  });

  test('keeps lists in the order of the assessment', () => {
    const parsed = JSON.parse(renderJson(fixture()));
    expect(parsed.disruptions[0].disruption).toBe('process');
    expect(parsed.disruptions[6].disruption).toBe('compromise');
  });

  test('says what is in the way when the folder is a file', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    expect(() => writeReports(fixture(), path)).toThrow(
      `The report cannot be written to ${path}: a file stands where the folder should be; name another folder.`,
    );
    expect(() => writeReports(fixture(), join(path, 'below'))).toThrow('a part of the path is a file');
  });

  test('keeps the earlier report and leaves no temporary file when a file cannot be replaced', async () => {
    await mkdir(join(folder, 'holdfast-assessment.html'));
    expect(() => writeReports(fixture(), folder)).toThrow('a folder stands where the file should be');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
