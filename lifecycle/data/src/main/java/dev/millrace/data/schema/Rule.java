package dev.millrace.data.schema;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.data.rows.RowAllowance;
import java.util.Optional;

/**
 * What rows must meet, in SQL.
 *
 * @param where a condition over the columns; a row breaks the rule unless it is true
 * @param query over the table {@code data}; each row that it gives breaks the rule
 */
public record Rule(
    @Doc("A condition in SQL that each row must meet") Optional<String> where,
    @Doc("A query over the table data; each row that it gives breaks the rule")
        Optional<String> query,
    @Default("error") @Doc("error, which stops a pipeline, or warning") Severity severity,
    @Default("0") @Doc("How many rows may break it: a number, or a share such as 1%")
        RowAllowance atMost) {

  /** Whether breaking it stops a pipeline. */
  public enum Severity {
    WARNING,
    ERROR
  }
}
