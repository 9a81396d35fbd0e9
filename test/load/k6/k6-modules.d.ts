/** The parts of k6's own modules that the script uses; k6 brings them, npm does not. See https://grafana.com/docs/k6/latest/javascript-api/. */
declare module 'k6' {
  /** Waits, in seconds. */
  export function sleep(seconds: number): void;
}

declare module 'k6/data' {
  /** Elements that all users share in memory; each access copies one. */
  export const SharedArray: new <Item>(name: string, read: () => readonly Item[]) => readonly Item[];
}

declare module 'k6/execution' {
  const execution: { readonly vu: { readonly idInTest: number } };
  export default execution;
}

declare module 'k6/http' {
  export interface Answer {
    /** 0 when no answer came. */
    readonly status: number;
    json(selector?: string): unknown;
  }

  export interface Parameters {
    readonly headers?: Readonly<Record<string, string>>;
    readonly tags?: Readonly<Record<string, string>>;
    readonly responseType?: 'text' | 'none';
    readonly timeout?: string;
  }

  interface CookieJar {
    set(address: string, name: string, value: string): void;
  }

  const http: {
    request(method: string, address: string, body: string | null, parameters?: Parameters): Answer;
    cookieJar(): CookieJar;
  };
  export default http;
}

/** Reads a file, in the init context only. */
declare function open(path: string): string;

declare const __ENV: Readonly<Record<string, string | undefined>>;
