import { UpstreamError } from '../resilience/upstream-error.ts';

/**
 * The JSON of a whole, successful answer.
 * @throws `UpstreamError` with status and headers for any other answer; its body is not repeated, because it may hold customer data
 */
export async function responseJson(service: string, response: Response): Promise<unknown> {
  // The body is read to its end in any case, so that the connection can be used again.
  const text = await response.text();
  if (!response.ok) {
    throw new UpstreamError(`${service} answered with status ${response.status}.`, {
      status: response.status,
      headers: response.headers,
      code: `HTTP_${response.status}`,
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UpstreamError(`${service} answered with a body that is not JSON.`, { code: 'MALFORMED' });
  }
}
