import type { Command } from "../command.js";
import { Options, wrongUse } from "../input/options.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** How each shell finds it by itself. */
const INSTALL = `to keep it:
  mkdir -p ~/.local/share/bash-completion/completions
  dkek completion bash > ~/.local/share/bash-completion/completions/dkek

  mkdir -p ~/.zfunc
  dkek completion zsh > ~/.zfunc/_dkek

  mkdir -p ~/.config/fish/completions
  dkek completion fish > ~/.config/fish/completions/dkek.fish

zsh looks there if fpath+=~/.zfunc stands in ~/.zshrc before compinit; bash,
if its package bash-completion is installed. Without it, let ~/.bashrc say
source ~/.local/share/bash-completion/completions/dkek`;

export const completion: Command = {
  positionals: "<shell>",
  build: (argv) =>
    argv
      .positional("shell", { type: "string", describe: "bash, zsh or fish" })
      .example("source <(dkek completion bash)", "try it; the same in zsh")
      .example("dkek completion fish | source", "likewise")
      .epilogue(INSTALL),

  prepare: (values) => {
    const word = new Options(values).text("shell");
    const shell = SHELLS.find((known) => known === word);
    if (shell === undefined)
      throw wrongUse(`no such shell: ${word}`, `one of ${SHELLS.join(", ")}`);
    return async () => {
      const { globalOptions, readOutline } = await import("../outline/read-outline.js");
      const commands = await readOutline();
      process.stdout.write((await scriptFor(shell))(commands, globalOptions()));
    };
  },
};

async function scriptFor(shell: (typeof SHELLS)[number]) {
  switch (shell) {
    case "bash":
      return (await import("../completion/bash.js")).bashScript;
    case "zsh":
      return (await import("../completion/zsh.js")).zshScript;
    case "fish":
      return (await import("../completion/fish.js")).fishScript;
  }
}
