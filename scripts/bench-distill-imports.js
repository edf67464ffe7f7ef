// Imports what `rulebook distill` imports and does nothing: the floor under any change of a paper.
import 'commander'
import '../packages/cli/dist/commands/distill.js'
import 'gpt-tokenizer/encoding/o200k_base'
