from alongside.home.management import main

main()
