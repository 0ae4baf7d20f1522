/** What every command shares: text and JSON output, tables, charts, error messages, exit codes. */
@NullMarked
package dev.autodiff.examples.cli;

import org.jspecify.annotations.NullMarked;
