package dev.millrace.model.predict;

/** How a node of a tree chooses between its children, as ONNX names it. */
enum TreeMode {
  LEQ,
  LT,
  GTE,
  GT,
  EQ,
  NEQ,
  MEMBER,
  LEAF
}
