"""Conversations of other programs: what each of them writes into its exports, read as conversations of ours."""
