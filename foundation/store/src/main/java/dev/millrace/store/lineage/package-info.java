/**
 * What came from what: artifacts, the executions that made and read them, their runs, and the model
 * versions and deployments they became. Start at {@link dev.millrace.store.lineage.Lineage}. Reads
 * the tables of the registry too; writes none.
 */
@NullMarked
package dev.millrace.store.lineage;

import org.jspecify.annotations.NullMarked;
