import { parseArgs } from 'node:util';
import { behaviourFromPrompt, commandHelp } from './commands.ts';
import { misbehaviour, misbehaviours } from './misbehaviours.ts';
import { startProvider } from './provider.ts';

const usage = `A scripted, OpenAI-compatible provider on 127.0.0.1, for trying a client by hand.

  --port N            a fixed port (default: any free one)
  --key KEY           ask for this API key (default: any key will do, or none)
  --rate N            tokens a second (default 40)
  --behaviour NAME    what every answer is, unless the prompt chooses (see the list)
  --help
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    key: { type: 'string' },
    rate: { type: 'string', default: '40' },
    behaviour: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
  process.exit(0);
}

const rate = Number(values.rate);
const port = Number(values.port);
if (!(rate > 0) || !Number.isInteger(port) || port < 0) {
  console.error(usage);
  process.exit(2);
}

const provider = await startProvider({
  port,
  ...(values.key === undefined ? {} : { apiKey: values.key }),
  behaviour:
    values.behaviour === undefined
      ? {
          kind: 'text',
          text: `This is the scripted provider.\n\n${commandHelp}`,
          tokensPerSecond: rate,
        }
      : misbehaviour(values.behaviour).behaviour,
});
provider.onRequest((asked) => behaviourFromPrompt(asked, rate));

console.log(`Base URL  ${provider.baseUrl}`);
console.log(`API key   ${values.key ?? 'any, or none'}`);
console.log(`\n${commandHelp}\n\nMisbehaviours:`);
for (const [name, { about }] of Object.entries(misbehaviours)) {
  console.log(`  ${name.padEnd(26)} ${about}`);
}
console.log('\nCtrl+C ends it.');

process.once('SIGINT', () => {
  void provider.close();
});
process.once('SIGTERM', () => {
  void provider.close();
});
