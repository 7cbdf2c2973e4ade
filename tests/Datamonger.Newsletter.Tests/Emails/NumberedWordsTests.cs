using CsCheck;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Tests.Emails;

public sealed class NumberedWordsTests
{
    private static readonly NumberedWords Words = new("bk0123n");
    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.Const("bk0123n"),
            Gen.Const("bk0123n1"),
            Gen.Const("z"),
            Gen.Const("7"),
            Gen.String[Gen.Char["abk01n z<"], 0, 12]
        )
        .Array[0, 6]
        .Select(string.Concat);

    [Fact]
    public void What_words_stand_for_comes_back_wherever_they_stand() =>
        Gen.Select(Texts, Gen.Int[0, 40])
            .Array[0, 30]
            .Sample(parts =>
            {
                var text = string.Concat(parts.Select(part => "<" + Words[part.Item2] + ">"));
                var blocks = new Queue<string>(parts.Select(part => part.Item1));
                Assert.Equal(string.Concat(parts.Select(part => "<" + part.Item1 + ">")), Words.Replace(text, _ => blocks.Dequeue()));
            });

    [Fact]
    public void What_only_begins_like_a_word_stays() =>
        Texts.Sample(text =>
        {
            Assert.Equal(text, Words.Replace(text, _ => null));
        });

    [Theory]
    [InlineData("bk0123n12z", 12, 10)]
    [InlineData("bk0123nz", null, 0)]
    [InlineData("bk0123n12", null, 0)]
    [InlineData("bk0123n99999999999z", null, 0)]
    public void A_word_is_a_prefix_a_number_and_an_end(string text, int? number, int length)
    {
        Assert.Equal(number, Words.NumberAt(text, 0, out var found));
        Assert.Equal(length, found);
    }
}
