import type { DrillAudience, DrillOutline, DrillProgress } from './drill-progress.ts';
import { askTraffic, look, type Watched } from './look.ts';
import { PageServer } from './page-server.ts';
import { RequestTimes } from './request-times.ts';
import { ShownDrill } from './shown-drill.ts';
import { Traffic } from './traffic.ts';
import { type Rendered, render } from './view/regions.ts';

/** Milliseconds of what the page calls a second. */
const second = 1_000;

/**
 * The platform in a browser, updating every second. It lives in the supervisor's process and needs nothing of the platform, so that it shows
 * the platform above all when that is down.
 */
export class LivePage implements DrillAudience {
  readonly #times: RequestTimes;
  #server: PageServer | undefined;
  readonly #traffic = new Traffic();
  readonly #timer: NodeJS.Timeout;
  #platform: Watched | undefined;
  #drill: ShownDrill | undefined;
  #asking = false;
  readonly #problem: (sentence: string) => void;
  #told = '';

  private constructor(times: RequestTimes, problem: (sentence: string) => void) {
    this.#times = times;
    this.#problem = problem;
    this.#timer = setInterval(() => void this.#tick(), second);
  }

  /**
   * Serves the page on the loopback interface, before there is a platform to show.
   * @param wanted the port; the next free one is taken when it is in use
   * @param problem told what keeps the page from showing the platform; the platform goes on
   */
  static async start(wanted: number, problem: (sentence: string) => void): Promise<LivePage> {
    const page = new LivePage(await RequestTimes.listen(), problem);
    try {
      page.#server = await PageServer.listen(wanted, () => page.#render());
      return page;
    } catch (error) {
      await page.close();
      throw error;
    }
  }

  /** Where people find it. */
  get address(): string {
    return this.#server?.address ?? '';
  }

  /** The UDP port that the load balancer tells the time of each request to. */
  get requestTimes(): number {
    return this.#times.port;
  }

  /** Shows a platform, in the place of the one before; also one that has just begun to start. */
  show(platform: Watched): void {
    this.#platform = platform;
    this.#traffic.forgetCounters();
  }

  drill(outline: DrillOutline): DrillProgress {
    this.#drill = new ShownDrill(outline);
    return this.#drill;
  }

  /** Ends the page. What it shows last, such as how a drill came out, stays in the browsers. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#times.close();
    this.#show();
    await this.#server?.close();
  }

  async #tick(): Promise<void> {
    // The load balancer's answer may take nearly a second; a late one must not make two seconds of one.
    if (this.#asking) return;
    this.#asking = true;
    try {
      const traffic = this.#platform && (await askTraffic(this.#platform));
      this.#traffic.add(Date.now(), traffic, this.#times.take());
    } finally {
      this.#asking = false;
    }
    this.#show();
  }

  #show(): void {
    const { followers } = this.#server ?? {};
    try {
      if (followers !== undefined && followers.count > 0) followers.tell(this.#render());
    } catch (error) {
      // The supervisor runs in this process, and has more to do than this page.
      this.#tell(`The live page cannot show the platform: ${String(error)}`);
    }
  }

  /** Once, and not every second. */
  #tell(sentence: string): void {
    if (sentence !== this.#told) this.#problem(sentence);
    this.#told = sentence;
  }

  #render(): Rendered {
    return render({
      now: new Date(),
      look: this.#platform && look(this.#platform),
      traffic: this.#traffic.view(),
      drill: this.#drill?.view(),
    });
  }
}
