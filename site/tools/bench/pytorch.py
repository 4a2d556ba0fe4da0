"""Saddle's training step as a user of PyTorch writes it, eager and on one thread: the same networks, losses, Adam and batches as in tfjs.js.

pytorch.py HIDDEN BATCH SECONDS prints the steps a second of a game between two networks with two hidden layers of HIDDEN.
"""

import math
import sys
import time

import torch
from torch import nn
from torch.nn.functional import softplus

hidden, batch, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
torch.set_num_threads(1)


def mlp(outputs):
    return nn.Sequential(nn.Linear(2, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, outputs))


def ring():
    angles = 2 * math.pi / 8 * torch.randint(8, (batch,))
    return 2 * torch.stack([torch.cos(angles), torch.sin(angles)], 1) + 0.02 * torch.randn(batch, 2)


generator, discriminator = mlp(2), mlp(1)
g_adam, d_adam = (torch.optim.Adam(network.parameters(), lr=1e-3, betas=(0.5, 0.999)) for network in (generator, discriminator))


def step():
    with torch.no_grad():
        fake = generator(torch.randn(batch, 2))
    d_adam.zero_grad(set_to_none=True)
    (softplus(-discriminator(ring())).mean() + softplus(discriminator(fake)).mean()).backward()
    d_adam.step()
    discriminator.requires_grad_(False)
    g_adam.zero_grad(set_to_none=True)
    softplus(-discriminator(generator(torch.randn(batch, 2)))).mean().backward()
    g_adam.step()
    discriminator.requires_grad_(True)


for _ in range(20):
    step()
steps, start = 0, time.perf_counter()
while time.perf_counter() < start + seconds:
    step()
    steps += 1
print(steps / (time.perf_counter() - start))
