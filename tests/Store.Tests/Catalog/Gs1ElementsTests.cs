using FsCheck;
using FsCheck.Fluent;
using Store.Contracts.Catalog;
using Store.Devices.Symbols;

namespace Store.Tests.Catalog;

/// <summary>Codes of GS1, element by element.</summary>
public sealed class Gs1ElementsTests
{
    [Theory]
    [InlineData("0106901234567892172612313103001250" + "10LOT\u001D21SER", "01=06901234567892 17=261231 3103=001250 10=LOT 21=SER")]
    [InlineData("\u001D00106141411234567897", "00=106141411234567897")]
    [InlineData("(01)06901234567892(10)A/1(3922)1250", "01=06901234567892 10=A/1 3922=1250")]
    [InlineData("0106901234567892" + "2401234\u001D4109521321000018" + "422156\u001D7003261231" + "1200", "01=06901234567892 240=1234 410=9521321000018 422=156 7003=2612311200")]
    [InlineData("255952132100001812\u001D3902250", "255=952132100001812 3902=250")]
    [InlineData("https://id.gs1.org/01/06901234567892/10/LOT%2F7/21/12?17=261231", "01=06901234567892 10=LOT/7 21=12 17=261231")]
    [InlineData("https://shop.cn/a/gtin/6901234567892/lot/L1?x=1", "01=06901234567892 10=L1")]
    [InlineData("01069012345678921726123", null)]
    [InlineData("A1069012345678921726123", null)]
    [InlineData("010690123456789210", null)]
    [InlineData("", null)]
    public void Elements_of_fixed_length_need_no_separator_and_others_end_at_one(string code, string? elements) =>
        Assert.Equal(elements, Gs1Elements.Split(code) is { } split ? string.Join(' ', split.Select(element => $"{element.Ai}={element.Value}")) : null);

    [Theory]
    [InlineData("01", "06901234567892", true)]
    [InlineData("01", "06901234567893", false)]
    [InlineData("00", "106141411234567897", true)]
    [InlineData("414", "9521321000018", true)]
    [InlineData("414", "9521321000017", false)]
    [InlineData("17", "260200", true)]
    [InlineData("17", "260229", false)]
    [InlineData("17", "280229", true)]
    [InlineData("17", "261331", false)]
    [InlineData("10", "LOT-7/A", true)]
    [InlineData("10", "A23456789012345678901", false)]
    [InlineData("10", "批号", false)]
    [InlineData("30", "123456789", false)]
    [InlineData("30", "12A", false)]
    [InlineData("3932", "1561250", true)]
    [InlineData("3932", "156", false)]
    [InlineData("99", "anything", true)]
    public void What_an_element_may_say_is_known(string ai, string value, bool isSound) => Assert.Equal(isSound, Gs1Elements.IsSound(new Gs1Element(ai, value)));

    [Theory]
    [InlineData("010690123456789210LOT3103001250", true)]
    [InlineData("010690123456789210LOT17261231", true)]
    [InlineData("010690123456789210LOT17261331", false)]
    [InlineData("010690123456789210LOT21SER", true)]
    [InlineData("010690123456789210LOT10", false)]
    [InlineData("010690123456789210LOT7", false)]
    [InlineData("010690123456789221A21B", false)]
    [InlineData("010690123456789217261231", false)]
    public void A_lot_that_may_have_swallowed_what_came_after_it_is_known(string code, bool mayHide) => Assert.Equal(mayHide, Gs1Elements.MayHideAnother(Gs1Elements.Split(code)!));

    /// <summary>What we print says the same when it is read.</summary>
    [Fact]
    public void What_is_printed_is_read_again()
    {
        var parts = Gen.Elements("(01)06901234567892", "(17)261231", "(3103)001250", "(10)LOT-7", "(21)12AB", "(240)X", "(30)12", "(410)9521321000018", "(7003)2612311200").NonEmptyListOf().Select(list => list.Distinct().ToList());
        Prop.ForAll(parts.ToArbitrary(), list =>
        {
            var printed = Gs1.Elements(string.Concat(list))!.Replace(Code128.Fnc1, Gs1Elements.Separator);
            return Gs1Elements.Split(printed)!.Select(element => $"({element.Ai}){element.Value}").SequenceEqual(list);
        }).QuickCheckThrowOnFailure();
    }
}
