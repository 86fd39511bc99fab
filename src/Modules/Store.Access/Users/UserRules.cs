namespace Store.Access.Users;

/// <summary>What user names and names have to be like.</summary>
internal static class UserRules
{
    public static IRuleBuilderOptions<T, string> IsUserName<T>(this IRuleBuilder<T, string> userName) => userName
        .NotEmpty().MaximumLength(50)
        .Matches(@"^[\p{L}\p{N}][\p{L}\p{N}._@-]+$").WithMessage("A user name has two or more letters or digits; ., _, @ and - may stand between them.");

    public static IRuleBuilderOptions<T, string> IsDisplayName<T>(this IRuleBuilder<T, string> name) => name.NotEmpty().MaximumLength(100);
}
