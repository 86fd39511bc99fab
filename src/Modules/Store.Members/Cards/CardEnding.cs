namespace Store.Members.Cards;

/// <summary>By which the audit log tells cards apart: the whole code would stay there when its member is forgotten.</summary>
internal static class CardEnding
{
    private const int Characters = 4;

    public static string Of(string code) => $"…{code[^Math.Min(Characters, code.Length)..]}";
}
