/** Completion for a shell, written from the tree of verbs itself: verbs, their verbs, options. */
import type { Command } from 'commander';

const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export function isShell(text: string): text is Shell {
  return shells.some((shell) => shell === text);
}

type Node = { readonly path: string; readonly verbs: readonly Word[]; readonly options: readonly Word[] };
type Word = { readonly word: string; readonly says: string };

export function completionScript(shell: Shell, program: Command): string {
  const nodes = nodesOf(program, '');
  switch (shell) {
    case 'bash':
      return bash(nodes);
    case 'zsh':
      return zsh(nodes);
    case 'fish':
      return fish(nodes);
  }
}

function nodesOf(command: Command, path: string): Node[] {
  const verbs = command.commands.map((verb) => ({ word: verb.name(), says: verb.summary() }));
  const options = command.options.flatMap((option) =>
    option.long === undefined ? [] : [{ word: option.long ?? '', says: option.description }],
  );
  const below = command.commands.flatMap((verb) => nodesOf(verb, `${path} ${verb.name()}`.trim()));
  return [{ path, verbs, options }, ...below];
}

function bash(nodes: readonly Node[]): string {
  return `_jikimi() {
${chosen(nodes, '"${COMP_WORDS[@]:1:COMP_CWORD-1}"')}
  COMPREPLY=($(compgen -W "$choices" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _jikimi jikimi`;
}

/** Both sourced and autoloaded: as a file of `fpath` its body is run at the first completion, which it then answers. */
function zsh(nodes: readonly Node[]): string {
  return `#compdef jikimi
_jikimi() {
${chosen(nodes, '"${(@)words[2,CURRENT-1]}"')}
  compadd -- \${=choices} || _files
}
if [ "$funcstack[1]" = _jikimi ]; then _jikimi "$@"; else compdef _jikimi jikimi; fi`;
}

/** The words before the cursor that are verbs choose the node. (`path` and `words` have a meaning of their own in zsh.) */
function chosen(nodes: readonly Node[], before: string): string {
  const globals = nodes[0]?.options.map(({ word }) => word) ?? [];
  const cases = nodes.map(({ path, verbs, options }) => {
    const words = new Set([...verbs.map(({ word }) => word), ...options.map(({ word }) => word), ...globals, '--help']);
    return `    '${path}') choices='${[...words].join(' ')}' ;;`;
  });
  const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  return `  local at='' word next choices=''
  for word in ${before}; do
    next="\${at:+$at }$word"
    case "$next" in ${paths.join('|')}) at="$next" ;; esac
  done
  case "$at" in
${cases.join('\n')}
  esac`;
}

function fish(nodes: readonly Node[]): string {
  const lines = nodes.flatMap(({ path, verbs, options }) => {
    const seen = path.split(' ').filter((word) => word !== '');
    const names = verbs.map(({ word }) => word).join(' ');
    const at =
      seen.length === 0
        ? verbs.length > 0 && '__fish_use_subcommand'
        : `${seen.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ')}${names === '' ? '' : `; and not __fish_seen_subcommand_from ${names}`}`;
    const optionsAt =
      seen.length === 0 ? '' : ` -n '${seen.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ')}'`;
    return [
      ...verbs.map(({ word, says }) => `complete -c jikimi -f -n '${at}' -a ${word} -d ${quoted(says)}`),
      ...options.map(({ word, says }) => `complete -c jikimi${optionsAt} -l ${word.slice(2)} -d ${quoted(says)}`),
    ];
  });
  return lines.join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
