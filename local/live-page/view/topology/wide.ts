import {
  type Arrange,
  between,
  bottom,
  centre,
  column,
  frameAround,
  fromAny,
  isPrimary,
  type Link,
  middle,
  nodeHeight,
  type PlacedNode,
  type Point,
  right,
  titleHeight,
} from './places.ts';

const columns = { users: 0, balancer: 180, app: 418, stores: 674, outside: 942 } as const;
const widths = { users: 150, balancer: 196, app: 176, stores: 200, outside: 200 } as const;
const gap = 30;
/** Between PostgreSQL and Redis, where the way to other services goes through. */
const passage = 76;
const top = titleHeight + 2;

/** From left to right: users, load balancer, replicas, stores, and what is elsewhere. */
export const wide: Arrange = (nodes) => {
  const stores = { x: columns.stores, width: widths.stores, gap };
  const outside = { x: columns.outside, width: widths.outside, gap: 14 };
  const postgres = column(nodes.postgres, { ...stores, y: top });
  const redisTop = top + 2 * nodeHeight + gap + passage;
  const redis = column(nodes.redis, { ...stores, y: redisTop });
  const archive = column(nodes.archive ? [nodes.archive] : [], { ...outside, y: top });
  const peers = column(nodes.peers, { ...outside, y: redisTop });
  const appHeight = nodes.app.length * (nodeHeight + 14) - 14;
  const storesHeight = redisTop + 2 * nodeHeight + gap - top;
  const centreLine = top + Math.max(appHeight, storesHeight) / 2;
  const app = column(nodes.app, {
    ...{ x: columns.app, width: widths.app, gap: 14 },
    y: centreLine - appHeight / 2,
  });
  const single = centreLine - nodeHeight / 2;
  const users = column([nodes.users], { x: columns.users, y: single, width: widths.users, gap });
  const balancer = column(nodes.balancer ? [nodes.balancer] : [], {
    ...{ x: columns.balancer, y: single, width: widths.balancer, gap },
  });
  const titled: readonly (readonly [string, readonly PlacedNode[]])[] = [
    ['Replicas of the app', app],
    ['PostgreSQL', postgres],
    ['Redis', redis],
    ['Recovery region', archive],
    ['Other services', peers],
  ];
  const frames = titled.flatMap(([title, boxes]) => (boxes.length === 0 ? [] : [frameAround(title, boxes)]));
  const all = [...users, ...balancer, ...app, ...postgres, ...redis, ...archive, ...peers];
  const appFrame = frames.find(({ title }) => title === 'Replicas of the app');
  // Right of the replicas, at the height of the passage.
  const exit: Point | undefined = appFrame && [right(appFrame), redisTop - titleHeight - 12];
  return {
    width: columns.outside + widths.outside + 13,
    height: Math.max(...[...frames, ...all].map(bottom)) + 2,
    nodes: all,
    frames,
    links: [
      ...fromUsers(users, balancer, app),
      ...fromApp(exit, app, [...postgres, ...redis]),
      ...toPeers(exit, app, peers),
      ...withinPair(postgres),
      ...withinPair(redis),
      ...toArchive(postgres, archive[0]),
    ],
  };
};

function fromUsers(
  [users]: readonly PlacedNode[],
  [balancer]: readonly PlacedNode[],
  app: readonly PlacedNode[],
): readonly Link[] {
  if (users === undefined || balancer === undefined) return [];
  const y = middle(balancer);
  const turn = right(balancer) + 16;
  return [
    {
      points: [
        [right(users), y],
        [balancer.x, y],
      ],
      state: between(balancer),
    },
    ...app.map(
      (replica): Link => ({
        points: [
          [right(balancer), y],
          [turn, y],
          [turn, middle(replica)],
          [replica.x, middle(replica)],
        ],
        state: between(balancer, replica),
      }),
    ),
  ];
}

function fromApp(
  exit: Point | undefined,
  app: readonly PlacedNode[],
  stores: readonly PlacedNode[],
): readonly Link[] {
  if (exit === undefined) return [];
  const [x, y] = exit;
  const turn = x + 16;
  return stores.filter(isPrimary).map((primary) => ({
    points: [
      [x, y],
      [turn, y],
      [turn, middle(primary)],
      [primary.x, middle(primary)],
    ],
    state: fromAny(app, primary),
  }));
}

/** Between the frames of the two stores to the other side. */
function toPeers(
  exit: Point | undefined,
  app: readonly PlacedNode[],
  peers: readonly PlacedNode[],
): readonly Link[] {
  if (exit === undefined) return [];
  const [x, y] = exit;
  const turn = x + 16;
  return peers.map((peer) => {
    const before = peer.x - 28;
    return {
      points: [
        ...([
          [x, y],
          [turn, y],
          [before, y],
        ] as const),
        ...([
          [before, middle(peer)],
          [peer.x, middle(peer)],
        ] as const),
      ],
      state: fromAny(app, peer),
    };
  });
}

/** From the primary to the one that follows it. */
function withinPair(pair: readonly PlacedNode[]): readonly Link[] {
  const primary = pair.find(isPrimary);
  const other = pair.find((box) => box !== primary);
  if (primary === undefined || other === undefined) return [];
  const x = centre(primary);
  const down = primary.y < other.y;
  return [
    {
      points: down
        ? [
            [x, bottom(primary)],
            [x, other.y],
          ]
        : [
            [x, primary.y],
            [x, bottom(other)],
          ],
      state: between(primary, other),
    },
  ];
}

function toArchive(postgres: readonly PlacedNode[], archive: PlacedNode | undefined): readonly Link[] {
  const primary = postgres.find(isPrimary);
  if (primary === undefined || archive === undefined) return [];
  const [from, to] = [middle(primary), middle(archive)];
  const turn = archive.x - 28;
  return [
    {
      points:
        from === to
          ? [
              [right(primary), from],
              [archive.x, to],
            ]
          : [
              [right(primary), from],
              [turn, from],
              [turn, to],
              [archive.x, to],
            ],
      state: between(primary, archive),
    },
  ];
}
