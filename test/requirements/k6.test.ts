import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureK6, K6_VERSION } from './k6.ts';

describe('k6', () => {
  const { PATH } = process.env;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-k6-'));
    process.env.PATH = `${folder}:/usr/bin:/bin`;
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  const program = (name: string, script: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  };

  it('is taken from the PATH when its version fits', async () => {
    const path = program('k6', `echo "k6 v${K6_VERSION} (go1.26, linux/amd64)"`);
    expect(await ensureK6(join(folder, 'own'))).toBe(path);
  });

  it('is built when the one on the PATH is another version', async () => {
    program('k6', 'echo "k6 v0.9.0 (go1.26, linux/amd64)"');
    program(
      'go',
      `printf '#!/bin/sh\\necho "k6 v${K6_VERSION} (built)"\\n' > "$GOBIN/k6" && chmod +x "$GOBIN/k6"`,
    );
    expect(await ensureK6(join(folder, 'own'))).toBe(join(folder, 'own/k6'));
  });

  it('is missed in one sentence when it cannot be fetched', async () => {
    program('go', 'echo "go: dial tcp: no such host" >&2; exit 1');
    await expect(ensureK6(join(folder, 'own'))).rejects.toThrow(
      `k6 ${K6_VERSION} is missing, and "go install" could not fetch or build it: go: dial tcp: no such host.`,
    );
  });
});
