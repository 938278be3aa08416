import { expect, it } from 'vitest';
import { makeWorld, hostileTransport } from './hostile-world.ts';
import { openOn } from './people.ts';

it('a connection that is closed while the transport is still being asked ends all the same', async () => {
  const world = await makeWorld();
  const replica = await openOn(world.devices.vera, world.workspace);
  const transport = hostileTransport();
  const answer = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const connection = replica.connect({
    ...transport,
    follow: async (from, receive) => {
      asked.resolve();
      await answer.promise;
      return transport.follow(from, receive);
    },
  });
  await asked.promise;
  const closed = connection.close();
  answer.resolve();
  await closed;
  expect(replica.state().link).toBe('offline');
  await replica.close();
});
