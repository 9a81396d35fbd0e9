import { assessResources, resource } from '../templates.ts';
import { routesOf, seconds } from './find.ts';

test('A Neptune replica cluster is a copy and no component of its own', () => {
  const replica = resource('AWS::Neptune::DBCluster', { ReplicationSourceIdentifier: 'elsewhere' });
  expect(assessResources({ Replica: replica }).components).toEqual([]);
});

test('Neptune creates its only instance anew within ten minutes', () => {
  const assessment = assessResources({
    Graph: resource('AWS::Neptune::DBCluster'),
    One: resource('AWS::Neptune::DBInstance', { DBClusterIdentifier: { Ref: 'Graph' } }),
  });
  const [best] = routesOf(assessment, 'Graph', 'process');
  expect(best && [best.id, seconds(best.rto)]).toEqual(['cluster.replace-writer', 600]);
});
