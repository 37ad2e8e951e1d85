/** Tests of the page. */
@org.jspecify.annotations.NullMarked
package dev.millrace.data.page;
