// Runs inside the image: starts the server as the image does, asks it for its health and its page, and stops it.
// PostgreSQL and Redis are not there, which must keep it neither from starting nor from stopping.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const child = spawn('node', ['server.js'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    HOSTNAME: '127.0.0.1',
    PORT: String(port),
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: '1',
    DATABASE_NAME: 'smoke',
    DATABASE_USER: 'smoke',
    DATABASE_AUTH: 'password',
    DATABASE_PASSWORD: 'smoke',
    DATABASE_TLS: 'verify',
    CACHE_HOST: '127.0.0.1',
    CACHE_PORT: '1',
    CACHE_TLS: 'on',
    SHUTDOWN_DRAIN_SECONDS: '0',
  },
});
const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));

/** The status of the answer to a request, or what it failed with. */
async function ask(path) {
  try {
    return (await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(3_000) })).status;
  } catch (error) {
    return error.message;
  }
}

const found = { user: process.getuid() };
try {
  for (let attempt = 0; attempt < 100 && found.alive !== 200; attempt += 1) {
    await sleep(100);
    found.alive = await ask('/api/health');
  }
  found.page = await ask('/');
  found.robots = await ask('/robots.txt');
  found.ready = await ask('/api/health/ready');
  child.kill('SIGTERM');
  found.exit = await Promise.race([exited, sleep(15_000, 'still running after 15 s', { ref: false })]);
} finally {
  child.kill('SIGKILL');
}

const expected = { user: 1000, alive: 200, page: 200, robots: 200, ready: 503, exit: 0 };
for (const [what, value] of Object.entries(expected)) {
  if (found[what] !== value) {
    console.error(`Smoke run: "${what}" is ${found[what]} and should be ${value}.`);
    process.exitCode = 1;
  }
}
console.log(`Smoke run: ${JSON.stringify(found)}`);
