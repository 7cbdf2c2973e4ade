using CsCheck;
using Datamonger.Newsletter.Emails.Text;

namespace Datamonger.Newsletter.Tests.Emails.Text;

public sealed class HeldConditionalsTests
{
    [Fact]
    public void Each_comes_back_in_its_place_and_takes_the_room_of_what_it_says() =>
        Gen.Select(Gen.String, Gen.Int[0, 90])
            .Array[0, 20]
            .Sample(parts =>
            {
                var held = new HeldConditionals();
                var words = parts.Select(part => held.Hold("[" + part.Item1 + "]", part.Item2)).ToList();
                Assert.Equal(string.Join(' ', parts.Select(part => "[" + part.Item1 + "]")), held.PutBack(string.Join(' ', words)));
                Assert.Equal(parts.Select(part => Math.Max(HeldConditionals.LeastWidth, part.Item2)), words.Select(word => word.Length));
            });

    [Fact]
    public void Data_that_look_like_one_stay_data() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 8], Gen.Char['\uE000', '\uE200'].Array[8])
            .Sample(
                (number, fill, guess) =>
                {
                    var held = new HeldConditionals();
                    for (var i = 0; i < 4; i++)
                        held.Hold("secret", 10);
                    var forged = $"\uE020\uE100{(char)('\uE100' + number)}{new string(guess[..fill])}\uE021";
                    Assert.Equal(forged, held.PutBack(forged));
                }
            );
}
