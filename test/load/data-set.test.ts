import { byTeam, searchTerms } from './data-set.ts';

describe('what users look at', () => {
  it('lies in one list, team by team, in the order that it came', () => {
    const rows = [
      { id: 'a', team: 'two' },
      { id: 'b', team: 'one' },
      { id: 'c', team: 'two' },
    ];
    expect(byTeam(rows, ['one', 'two', 'three'])).toEqual({
      ids: ['b', 'a', 'c'],
      ranges: [
        [0, 1],
        [1, 2],
        [3, 0],
      ],
    });
  });

  it('is searched for by words and pairs of words of titles, the most frequent first', () => {
    expect(searchTerms(['Cloud migration for banks', 'Cloud migration, again'])).toEqual([
      'cloud',
      'cloud migration',
      'migration',
      'again',
      'banks',
      'migration again',
      'migration banks',
    ]);
  });
});
