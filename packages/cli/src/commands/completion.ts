import type { Command } from "../command.js";
import { Options, wrongUse } from "../input/options.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

export const completion: Command = {
  positionals: "<shell>",
  build: (argv) =>
    argv
      .positional("shell", { type: "string", describe: "bash, zsh or fish" })
      .example(
        "dkek completion bash > ~/.local/share/bash-completion/completions/dkek",
        "or: source <(dkek completion bash)",
      )
      .example("dkek completion zsh > ~/.zfunc/_dkek", "with fpath+=~/.zfunc before compinit")
      .example("dkek completion fish > ~/.config/fish/completions/dkek.fish", ""),

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
