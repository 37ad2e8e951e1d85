/**
 * SQL on the metadata database: connections, transactions that share their fsync, migrations, and
 * what differs between database products. Start at {@link dev.millrace.store.database.Database}.
 * Knows no table but the event log.
 */
@NullMarked
package dev.millrace.store.database;

import org.jspecify.annotations.NullMarked;
