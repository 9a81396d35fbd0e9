import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assess } from '../../../lib/assessment/assess.ts';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { readAssembly } from '../../../lib/assessment/read/assembly.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import { assessOptionsOf } from '../../../lib/config/objectives.ts';
import { findDrill } from '../../../lib/drills/drills.ts';
import type { DrillRecord } from '../../../lib/drills/record.ts';
import { DrillPlatform } from '../../../local/drills/drill-platform.ts';
import type { Fault } from '../../../local/drills/fault.ts';
import { FAULTS } from '../../../local/drills/faults/index.ts';
import { runDrill } from '../../../local/drills/run-drill.ts';
import { synthesize } from '../../assembly.ts';

/** Seconds that a drill of a test is watched. */
const watchSeconds = 12;

/** A platform for drills in a folder of its own, and what predictions rest on. */
export class DrillPlace {
  readonly place: DrillPlatform;
  readonly lines: string[];
  readonly #folder: string;
  readonly #assessment: Assessment;

  private constructor(parts: {
    readonly place: DrillPlatform;
    readonly lines: string[];
    readonly folder: string;
    readonly assessment: Assessment;
  }) {
    this.place = parts.place;
    this.lines = parts.lines;
    this.#folder = parts.folder;
    this.#assessment = parts.assessment;
  }

  static async start(): Promise<DrillPlace> {
    const assessment = assess(
      readAssembly(await synthesize()),
      assessOptionsOf(await loadEnvironment('production')),
    );
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-drills-'));
    await chmod(folder, 0o755);
    const lines: string[] = [];
    const progress = (line: string) => void lines.push(line);
    const place = await DrillPlatform.open({ folder, replicas: 2, progress });
    const started = new DrillPlace({ place, lines, folder, assessment });
    await place.startAnew().catch(async (error: unknown) => {
      await started.remove();
      throw error;
    });
    return started;
  }

  /** Runs a drill, with another fault than its own when one is given. */
  run(
    name: string,
    {
      fault = FAULTS.get(name),
      signal = new AbortController().signal,
    }: { fault?: Fault; signal?: AbortSignal } = {},
  ): Promise<DrillRecord> {
    const drill = findDrill(name);
    if (drill === undefined || fault === undefined) throw new Error(`There is no drill ${name}.`);
    this.lines.length = 0;
    return runDrill({
      ...{ drill, fault, place: this.place, assessment: this.#assessment, seed: 7, watchSeconds, signal },
      progress: (line) => void this.lines.push(line),
    });
  }

  async remove(): Promise<void> {
    await this.place.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
