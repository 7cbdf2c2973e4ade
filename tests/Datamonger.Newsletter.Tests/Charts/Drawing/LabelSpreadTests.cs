using CsCheck;
using Datamonger.Newsletter.Charts.Drawing;

namespace Datamonger.Newsletter.Tests.Charts.Drawing;

public sealed class LabelSpreadTests
{
    [Fact]
    public void Labels_that_do_not_touch_stay_where_they_are() => Assert.Equal([10, 90, 50], LabelSpread.Apart([10, 90, 50], 20, 0, 100));

    [Fact]
    public void Labels_that_collide_move_as_little_as_can_be() => Assert.Equal([40, 60], LabelSpread.Apart([48, 52], 20, 0, 100));

    [Fact]
    public void Labels_of_different_sizes_keep_half_of_each_between_them() =>
        Assert.Equal([25, 60], LabelSpread.Apart([40, 45], [50, 20], 0, 100));

    [Fact]
    public void No_two_overlap_and_their_order_is_kept_whatever_they_want() =>
        Gen.Float[0, 200]
            .Array[1, 10]
            .Sample(wanted =>
            {
                var places = LabelSpread.Apart(wanted, 20, 0, 200);
                var order = Enumerable.Range(0, wanted.Length).OrderBy(i => wanted[i]).ThenBy(i => i).Select(i => places[i]).ToArray();
                Assert.All(places, place => Assert.InRange(place, 9.99f, 190.01f));
                Assert.All(order.Zip(order.Skip(1)), pair => Assert.True(pair.Second - pair.First > 19.99f));
            });
}
