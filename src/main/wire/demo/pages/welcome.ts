/** The answer to a greeting: what this is, what Parley is, what to try. */
export const welcomePage = `# Welcome to Parley

I am the **demo model**: a script that is part of Parley, *not a language model*. I cannot think and I know nothing of the world. But my words reach you exactly as a real model's would, so you can see how Parley feels before you connect one. Nothing you type here leaves this computer.

## What you have here

- **Your conversations are files on your disk.** They open without a network, today and in ten years.
- **Any model you like.** OpenAI, a server that speaks the same language, or one on your own machine, such as Ollama, LM Studio, llama.cpp or vLLM.
- **A key that stays where it is.** It is encrypted by your system and sent only to the server you gave it for.

## What to try now

| Type this | To see |
| --- | --- |
| \`/markdown\` | Everything Parley can set, on one page |
| \`/code\` | Code in several languages, ready to copy |
| \`/long 5000\` | A long answer at full speed; scroll up while it runs |
| \`/error 429\` | What a failure looks like, and the way out |
| \`/help\` | Every command |

While an answer arrives, press **Stop** or the Esc key: the text so far is kept. Afterwards, **Regenerate** it or **Edit** your message. The older version stays one click away.

> When you want real answers, open **Settings** and add an API key or a local server.
`;

/** The answer to `/help`. */
export const helpPage = `## What the demo answers to

| Command | What it shows |
| --- | --- |
| \`/markdown\` | Headings, lists, quotes, links, tables and more, on one page |
| \`/code\` | Code in several languages |
| \`/table\` | Tables, narrow and wide |
| \`/math\` | Formulas in TeX |
| \`/reasoning\` | A model that thinks before it answers |
| \`/long 5000\` | That many words, at full speed |
| \`/slow\` | A model that takes its time |
| \`/cut\` | An answer that hits its token limit; **Continue** goes on with it |
| \`/tool\` | Tools that this conversation may use; *what time is it?* asks for one |
| \`/error 429\` | A failure; \`/error\` alone lists them all |
| \`/help\` | This table |

Anything else you type is kindly repeated to you. I am a script, not a language model, so that is all I can do with it.
`;
