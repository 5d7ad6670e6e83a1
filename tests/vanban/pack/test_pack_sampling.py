from collections import Counter
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.pack.sampling import sample

IDS = [f"evidence-{n}" for n in range(100)]


@given(st.randoms(use_true_random=False), st.integers(0, 120))
@settings(max_examples=50, deadline=None)
def test_sample_does_not_depend_on_the_order_and_grows_by_its_end(random, count):
    shuffled = random.sample(IDS, len(IDS))
    drawn = sample("ab" * 32, count, shuffled)
    assert drawn == sample("ab" * 32, count, IDS + IDS)
    assert drawn == sample("ab" * 32, 1000, IDS)[:count]
    assert len(drawn) == min(count, 100)


def test_sample_is_the_documented_one():
    root = "cd" * 32
    first = min(IDS, key=lambda each: sha256(f"minh-chung/sample/1\0{root}\0{each}".encode()).digest())
    assert sample(root, 1, IDS) == [first]


def test_sample_is_fair_over_roots():
    drawn = Counter(
        sample(sha256(bytes([n // 256, n % 256])).hexdigest(), 10, IDS)[i] for n in range(1000) for i in range(10)
    )
    assert all(60 <= drawn[each] <= 140 for each in IDS)
