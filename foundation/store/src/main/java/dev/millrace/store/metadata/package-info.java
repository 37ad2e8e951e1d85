/**
 * The tables of the metadata store, one class for each concern. Start at {@link
 * dev.millrace.store.metadata.SqlMetadataStore}. Knows SQL, and nothing of any database product.
 */
@NullMarked
package dev.millrace.store.metadata;

import org.jspecify.annotations.NullMarked;
