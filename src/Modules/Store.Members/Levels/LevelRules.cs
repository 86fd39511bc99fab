using Store.Members.Members;

namespace Store.Members.Levels;

/// <summary>What slices know of levels and groups alike.</summary>
internal static class LevelRules
{
    /// <summary>Levels and groups decide what people pay, so they are not every cashier's to give.</summary>
    public const string Permission = "members.manage-levels";

    public const long WholeChain = 0;

    private const int NameLengthAtMost = 50;

    public static void IsLevelName<T>(this IRuleBuilder<T, string> name) => name
        .Must(value => MemberFields.FaultOfName(value) is null && value.Trim().Length <= NameLengthAtMost).WithMessage($"A name has 1 to {NameLengthAtMost} characters.");
}
