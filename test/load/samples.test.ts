import { SampleReader } from './samples.ts';

const text = `metric_name,timestamp,metric_value,check,error,error_code,method,name,status,extra_tags,metadata
http_reqs,1000,1.000000,,,,GET,GET /api/search,200,,
http_req_duration,1000,12.500000,,,,GET,GET /api/search,200,,
http_req_duration,1100,0.000000,,,1050,GET,GET /api/search,0,,
http_req_duration,1200,3.000000,,,1503,POST,POST /api/proposals,503,,
vus,1300,40.000000,,,,,,,,
`;

describe('what k6 writes', () => {
  it('is read whole, in pieces of any length', () => {
    const whole = new SampleReader();
    whole.take(text);
    const inPieces = new SampleReader();
    for (const character of text) {
      inPieces.take(character);
    }
    expect(inPieces.samples).toEqual(whole.samples);
    expect(whole.samples).toEqual([
      { at: 1_000, name: 'GET /api/search', milliseconds: 12.5, failed: false, status: 200 },
      { at: 1_100, name: 'GET /api/search', milliseconds: 0, failed: true, status: 0 },
      { at: 1_200, name: 'POST /api/proposals', milliseconds: 3, failed: true, status: 503 },
    ]);
    expect(whole.userCounts).toEqual([{ at: 1_300, users: 40 }]);
  });
});
