/**
 * The training loop: {@link dev.autodiff.nn.train.Trainer} puts network, loss, optimizer and data
 * together, {@link dev.autodiff.nn.train.History} is what it returns, {@link
 * dev.autodiff.nn.train.StoppingCriteria} say when it ends. Nothing here is needed to train: the
 * loop is four lines of the other packages' methods.
 */
@NullMarked
package dev.autodiff.nn.train;

import org.jspecify.annotations.NullMarked;
