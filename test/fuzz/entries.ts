import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInput } from '../../lib/assessment/read/input.ts';
import type { StackTemplate } from '../../lib/assessment/read/template.ts';

/** The ways by which a text comes to the reader. */
export const ENTRIES = [
  'standard input',
  'file',
  'folder',
  'assembly template',
  'assembly manifest',
  'nested template',
] as const;
export type Entry = (typeof ENTRIES)[number];

const REGION = 'eu-central-1';
const SOUND = '{"Resources":{"A":{"Type":"AWS::SQS::Queue"}}}';
const PARENT =
  '{"Resources":{"Inner":{"Type":"AWS::CloudFormation::Stack","Properties":{"TemplateURL":"./inner.yaml"}}}}';
const MANIFEST = JSON.stringify({
  version: '36.0.0',
  artifacts: {
    Stack: {
      type: 'aws:cloudformation:stack',
      environment: `aws://111122223333/${REGION}`,
      properties: { templateFile: 'template.json' },
    },
    Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
  },
});

/** A folder of its own whose files are written anew for each input. */
export class Entrance {
  readonly folder = mkdtempSync(join(tmpdir(), 'holdfast-fuzz-'));

  constructor() {
    for (const name of ['folder', 'assembly', 'assembly/stage', 'manifest', 'nested'])
      mkdirSync(join(this.folder, name));
    this.#write('assembly/manifest.json', MANIFEST);
    this.#write('assembly/stage/manifest.json', '{"version":"36.0.0","artifacts":{}}');
    this.#write('manifest/template.json', SOUND);
    this.#write('folder/sound.json', SOUND);
    this.#write('nested/parent.json', PARENT);
  }

  read(text: string, entry: Entry): Promise<StackTemplate[]> {
    switch (entry) {
      case 'standard input':
        return readInput(['-'], { region: REGION, stdin: async () => text });
      case 'file':
        return this.#reading(text, 'template.yaml', 'template.yaml');
      case 'folder':
        return this.#reading(text, 'folder/template.yaml', 'folder');
      case 'assembly template':
        return this.#reading(text, 'assembly/template.json', 'assembly');
      case 'assembly manifest':
        return this.#reading(text, 'manifest/manifest.json', 'manifest');
      case 'nested template':
        return this.#reading(text, 'nested/inner.yaml', 'nested/parent.json');
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #reading(text: string, file: string, path: string): Promise<StackTemplate[]> {
    this.#write(file, text);
    return readInput([join(this.folder, path)], { region: REGION });
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }
}
