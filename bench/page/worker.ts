import { startThread } from '../../src/session/thread-pool.ts';
import { measure } from '../measure.ts';
import { networks } from '../networks.ts';
import { smallNetwork } from '../small.ts';
import type { Answer, Question } from './messages.ts';

async function answer({ network: name, setting, request }: Question): Promise<Answer> {
  const network = [...networks, smallNetwork()].find((entry) => entry.name === name);
  if (network === undefined) return { fault: `there is no network ${name}` };
  try {
    return { sample: await measure(network, setting, request, startThread) };
  } catch (fault) {
    return { fault: String(fault) };
  }
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answer(data).then((result) => postMessage(result));
});
