import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { appFolder } from './app-server.ts';

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

interface Lock {
  readonly packages: Record<string, Package>;
}

async function json<Document>(...segments: string[]): Promise<Document> {
  return JSON.parse(await readFile(path.join(appFolder, ...segments), 'utf8')) as Document;
}

/** The image is built from the app's folder alone, with a lock of its own beside the workspace's. */
describe("the lock of the app's image", () => {
  it('is made from the package as it is now (mend: npm run lock -w holdfast-app)', async () => {
    const manifest = await json<Package>('package.json');
    const { packages } = await json<Lock>('package-lock.json');
    expect(packages['']).toMatchObject({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
  });

  it('pins each direct dependency to the version that the workspace tests', async () => {
    const { dependencies, devDependencies } = await json<Package>('package.json');
    const image = (await json<Lock>('package-lock.json')).packages;
    const workspace = (await json<Lock>('..', 'package-lock.json')).packages;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      const tested = workspace[`app-src/node_modules/${name}`] ?? workspace[`node_modules/${name}`];
      expect([name, version, version]).toEqual([
        name,
        image[`node_modules/${name}`]?.version,
        tested?.version,
      ]);
    }
  });

  it('proves the content of every package and ties none to a registry', async () => {
    const { packages } = await json<Lock>('package-lock.json');
    for (const [name, { integrity, resolved }] of Object.entries(packages)) {
      if (name !== '') {
        expect([name, integrity, resolved]).toEqual([name, expect.stringMatching(/^sha512-/), undefined]);
      }
    }
  });

  it.each(['linux-x64', 'linux-arm64'])('holds the native parts for %s', async (platform) => {
    const names = Object.keys((await json<Lock>('package-lock.json')).packages);
    expect(names).toContain(`node_modules/@next/swc-${platform}-gnu`);
    expect(names).toContain(`node_modules/@img/sharp-${platform}`);
  });
});
