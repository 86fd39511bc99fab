using FsCheck;
using FsCheck.Fluent;
using Store.Catalog.Barcodes;

namespace Store.Tests.Catalog;

public sealed class GtinTests
{
    public static TheoryData<string, bool> Vectors()
    {
        var vectors = new TheoryData<string, bool>();
        foreach (var line in File.ReadLines(Path.Combine(SourceTree.Root, "tests", "data", "gs1-check-digit.csv")).Where(line => line.StartsWith("csum,", StringComparison.Ordinal)))
        {
            var fields = line.Split(',');
            vectors.Add(fields[2], fields[1] == "pass");
        }

        return vectors;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void GS1s_own_vectors_come_out_as_GS1_says(string digits, bool isRight) => Assert.Equal(isRight, Gtin.CheckDigitIsRight(digits));

    [Fact]
    public void There_are_vectors() => Assert.Equal(14, Vectors().Count);

    [Fact]
    public void Changing_any_one_digit_is_noticed()
    {
        var numbers = from length in Gen.Elements(7, 11, 12, 13)
                      from digits in Gen.Elements("0123456789".ToCharArray()).ArrayOf(length)
                      from position in Gen.Choose(0, length)
                      from change in Gen.Choose(1, 9)
                      select (Digits: new string(digits), position, change);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(numbers.ToArbitrary(), number =>
        {
            var gtin = (number.Digits + Gtin.CheckDigit(number.Digits)).ToCharArray();
            var isRight = Gtin.CheckDigitIsRight(gtin);
            gtin[number.position] = (char)('0' + ((gtin[number.position] - '0' + number.change) % 10));
            return isRight && !Gtin.CheckDigitIsRight(gtin);
        }));
    }

    [Fact]
    public void Zeros_in_front_change_neither_the_number_nor_its_check_digit()
    {
        var numbers = from significant in Gen.Elements(8, 12, 13)
                      from digits in Gen.Elements("0123456789".ToCharArray()).ArrayOf(significant - 1)
                      select new string(digits);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(numbers.ToArbitrary(), digits =>
        {
            var gtin = digits + Gtin.CheckDigit(digits);
            var longest = gtin.PadLeft(14, '0');
            return Gtin.CheckDigitIsRight(longest) && Gtin.Normal(longest) == Gtin.Normal(gtin) && Gtin.Normal(Gtin.Normal(gtin)) == Gtin.Normal(gtin);
        }));
    }

    [Theory]
    [InlineData("036000291452", "0036000291452")]
    [InlineData("0036000291452", "0036000291452")]
    [InlineData("00036000291452", "0036000291452")]
    [InlineData("96385074", "96385074")]
    [InlineData("00000096385074", "96385074")]
    [InlineData("06901234567892", "6901234567892")]
    [InlineData("16901234567899", "16901234567899")]
    [InlineData("12345", "12345")]
    [InlineData("00123", "00123")]
    [InlineData(" abc-1 ", "ABC-1")]
    public void A_code_is_kept_in_one_form(string code, string kept) => Assert.Equal(kept, Gtin.Normal(code));
}
