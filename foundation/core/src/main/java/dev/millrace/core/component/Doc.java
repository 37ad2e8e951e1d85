package dev.millrace.core.component;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component, a parameter or an output is, in one sentence; shown in help, docs and forms. On
 * a type that is read from one value: how that is written, with an example, as in "a length such as
 * 7d".
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Doc {
  String value();
}
