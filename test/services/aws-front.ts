import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { LoopbackServer } from './loopback-server.ts';

/** A call as it arrives. */
export interface AskedOfAws {
  readonly region: string;
  /** As signatures name it, e.g. `backup`, `rds`, `monitoring`. */
  readonly service: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Only of services that name it in the body. */
  readonly action: string | undefined;
}

/** An error as the service sends it, or a connection that breaks off. */
export type AwsFault = { readonly status: number; readonly name: string } | 'broken off';

/**
 * All regions of AWS behind one address, so that a handler runs as it is deployed: with clients that it makes itself and
 * nothing but `AWS_ENDPOINT_URL` to lead them here. Region and service stand in the signature of each call.
 */
export class AwsFront {
  /** Every call, in order. */
  readonly asked: AskedOfAws[] = [];
  /** Gives an error to answer instead. */
  fault: (asked: AskedOfAws) => AwsFault | undefined = () => undefined;
  readonly #route: (asked: AskedOfAws) => string;
  readonly #server = new LoopbackServer((incoming, response) => void this.#answer(incoming, response));

  /** @param route the endpoint that answers a call */
  private constructor(route: (asked: AskedOfAws) => string) {
    this.#route = route;
  }

  static async start(route: (asked: AskedOfAws) => string): Promise<AwsFront> {
    const front = new AwsFront(route);
    await front.#server.listen();
    return front;
  }

  get endpoint(): string {
    return this.#server.origin;
  }

  remove(): Promise<void> {
    return this.#server.remove();
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const asked = readCall(incoming, body);
    this.asked.push(asked);
    const fault = this.fault(asked);
    if (fault === 'broken off') return void incoming.socket.destroy();
    if (fault) return refuse(response, asked, fault);
    const target = new URL(incoming.url ?? '', this.#route(asked));
    const forwarded = request(target, {
      method: asked.method,
      headers: { ...incoming.headers, host: target.host },
      // A connection of its own: a kept one may be closed just when it is used again.
      agent: false,
    });
    forwarded.on('error', () => incoming.socket.destroy());
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.end(body);
  }
}

function readCall({ headers, method = '', url = '' }: IncomingMessage, body: Buffer): AskedOfAws {
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const action = form ? new URLSearchParams(body.toString()).get('Action') : null;
  const [path = ''] = url.split('?');
  return { region, service, method, path, action: action ?? undefined };
}

/** RDS and S3 say their errors in XML, the others in JSON with a header. */
function refuse(
  response: ServerResponse,
  { service }: AskedOfAws,
  { status, name }: Exclude<AwsFault, string>,
): void {
  const message = `${name} of the test`;
  const error = `<Error><Code>${name}</Code><Message>${message}</Message></Error>`;
  if (service === 's3') sendXml(response, status, error);
  else if (service === 'rds')
    sendXml(response, status, `<ErrorResponse xmlns="${RDS}">${error}</ErrorResponse>`);
  else {
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
      .end(JSON.stringify({ message }));
  }
}

const RDS = 'http://rds.amazonaws.com/doc/2014-10-31/';

function sendXml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
}
